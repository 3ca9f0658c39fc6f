// node test/ui/shots.ts OUT [name…]: takes pictures of every scene, for people to look at.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { buildPage, launchBrowser, openStage } from "./browser.ts";
import { exampleNow } from "./fakeData.ts";
import { scenes } from "./scenes.ts";

const [out = "shots", ...names] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const browser = await launchBrowser();
const scripts = await buildPage();
for (const scene of scenes.filter(
  ({ name }) => names.length === 0 || names.some((wanted) => name.startsWith(wanted)),
)) {
  for (const width of scene.widths ?? [1280, 390]) {
    for (const theme of ["light", "dark"] as const) {
      const stage = await openStage(browser, scripts, exampleNow, { width, height: 900, theme, ...scene.look });
      await scene.show(stage.page);
      await stage.page.waitForTimeout(150);
      await stage.page.screenshot({ path: join(out, `${scene.name}-${width}-${theme}.png`), fullPage: true });
      if (stage.errors.length > 0) console.error(scene.name, stage.errors);
      await stage.close();
    }
  }
}
await browser.close();
