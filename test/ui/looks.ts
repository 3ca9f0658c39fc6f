import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** What sticks out of its element, or is cut inside a button. */
export async function cut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth)
      found.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const host of document.querySelectorAll<HTMLElement>(
      "scheduled-jobs-panel, job-proposal, conversation-history, run-conversation, notification-toggle",
    )) {
      const box = host.getBoundingClientRect();
      const walk = (root: ShadowRoot | null): void => {
        for (const element of root?.querySelectorAll<HTMLElement>("*") ?? []) {
          walk(element.shadowRoot);
          if (element.closest(".vh, svg, dialog, .pop, .ghost, .sw") !== null || element.tagName === "BDI") continue;
          if (element.tagName === "OPTION") continue;
          const at = element.getBoundingClientRect();
          if (at.width > 0 && (at.right > box.right + 1 || at.left < box.left - 1))
            found.push(`${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 30)} sticks out`);
          const isButton = element.tagName === "BUTTON" && !element.matches(".name, .open");
          if (isButton && element.scrollWidth > element.clientWidth + 1)
            found.push(`${element.className} “${element.textContent.trim().slice(0, 30)}” is cut`);
        }
      };
      walk(host.shadowRoot);
    }
    return found;
  });
}
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** What axe finds. */
export async function violations(page: Page, onlyContrast = false): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations: all } = await (
    onlyContrast ? axe.withRules(["color-contrast"]) : axe.withTags(standards)
  ).analyze();
  return all.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`.slice(0, 300)),
  );
}
