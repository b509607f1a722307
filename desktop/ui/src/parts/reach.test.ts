import { expect, test } from "vitest";
import { around } from "./reach";

test.each([
  ["items[2].price", ["items[2].price", "items[2]", "items"]],
  [
    "trip.days[0].place.city",
    ["trip.days[0].place.city", "trip.days[0].place", "trip.days[0]", "trip.days", "trip"],
  ],
  ["reason", ["reason"]],
])("%s stands in", (key, expected) => expect(around(key)).toEqual(expected));
