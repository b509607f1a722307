/** Every screen, in every look and both languages: fair to everybody, and whole. */
import { LOOKS, NARROW, addresses, expect, fair, test, whole } from "./desk.mjs";
import { SCREENS } from "./screens.mjs";

const ENGLISH = {
  applicant: "applicant-en",
  head: "head-en",
  administrator: "administrator-en",
  "busy-head": "busy-head-en",
  "busy-unit-head": "busy-unit-head-en",
  busy1: "busy1-en",
};
const TURNS = [
  ...Object.entries(LOOKS).map(([name, look]) => ({ name, look, desk: (one) => one })),
  ...["light", "light at 200 %"].map((name) => ({
    name: `English, ${name}`,
    look: LOOKS[name],
    desk: (one) => ENGLISH[one],
  })),
  { name: "narrow", look: NARROW, desk: (one) => one },
];

for (const [screen, { desk, from, open, there, narrow }] of Object.entries(SCREENS)) {
  for (const turn of TURNS) {
    const whose = desk && turn.desk(desk);
    if (turn.name.startsWith("English") && !whose) continue;
    if (turn.name === "narrow" && !narrow) continue;
    test(`${screen}, ${turn.name}`, async ({ sit, own }) => {
      const address = whose ? addresses[whose] : (await own({ from })).address;
      const page = await sit(address, turn.look);
      await open?.(page, whose);
      await expect(page.locator(there).first()).toBeVisible();
      await whole(page);
      await fair(page);
      if (process.env.ANTOU_PICTURES) await page.screenshot({ path: `${process.env.ANTOU_PICTURES}/${screen}, ${turn.name}.png` });
    });
  }
}
