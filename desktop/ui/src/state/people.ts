/**
 * People whose names passed by in an answer. Facts of sentences carry a
 * person's id; this is where its name is found.
 */
import { onAnswer } from "../call";
import type { PersonBrief } from "../generated/views";

const seen = new Map<string, PersonBrief>();

function isPerson(value: object): value is PersonBrief {
  return "id" in value && "name" in value && "title" in value && "unit" in value;
}

function walk(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (isPerson(value)) seen.set(value.id, value);
  for (const part of Object.values(value)) walk(part);
}

/** Forgets everybody. */
export function forgetPeople(): void {
  seen.clear();
}

/** The name of a person that was seen before. */
export function nameOf(id: string): string | null {
  return seen.get(id)?.name ?? null;
}

onAnswer(walk);
