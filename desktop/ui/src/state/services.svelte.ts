/** The services that can be asked for, by the words of their packs. */
import { call } from "../call";
import type { ServiceRow } from "../generated/views";

let services: ServiceRow[] = $state.raw([]);

/** All services, the one used last first. */
export function theServices(): ServiceRow[] {
  return services;
}

/** What a service is called; its id until that is known. */
export function serviceName(id: string): string {
  return services.find((one) => one.service === id)?.name ?? id;
}

/** Asks for the services; without an answer the last ones stay. */
export async function refreshServices(): Promise<void> {
  try {
    services = await call("services", {});
  } catch {
    return;
  }
}
