import { mkdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { ScanResult } from "../../../src/model/index.ts";
import { html } from "../../../src/report/html.ts";
import { everydayResult, largeResult, nightmareResult, nightmares } from "../../support/pages.ts";
import { describeWith, programPath } from "../../support/tools.ts";

/** To be looked at by people; not kept. */
const SCREENSHOTS = join(import.meta.dirname, "../../../build/screenshots");
const CONTRAST = readFileSync(join(import.meta.dirname, "contrast.js"), "utf8");

describeWith(["chromium"], "the page in a browser", () => {
  let browser: Browser;
  let server: Server;
  let served = "";
  const requests: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    const isRoot = process.getuid?.() === 0;
    browser = await chromium.launch({
      executablePath: programPath("chromium")!,
      args: isRoot ? ["--no-sandbox"] : [],
    });
    server = createServer((request, response) => {
      requests.push(request.url ?? "");
      response.setHeader("Content-Type", "text/html; charset=utf-8").end(served);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });
  afterEach(() => {
    expect(complaints.splice(0)).toEqual([]);
    expect(requests.splice(0)).toEqual(["/"]);
  });

  /** Whatever the browser asks for, beside the page itself, and whatever it complains of, fails the test. */
  async function open(result: ScanResult, options: BrowserContextOptions = {}): Promise<Page> {
    served = html.render(result, { color: false, width: 80 });
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const { port } = server.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}/`;
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("dialog", (dialog) => complaints.push(dialog.message()));
    page.on("request", (request) => {
      if (request.url() !== address) complaints.push(request.url());
    });
    await page.goto(address);
    return page;
  }

  const countOf = (page: Page) => page.locator("[data-part=count]").textContent();
  const idsOf = (page: Page) => page.locator("button.opens").allTextContents();

  test("every filter leaves what it says", async () => {
    const page = await open(everydayResult());
    expect(await countOf(page)).toBe("180 of 180 findings match. Shown: 1 to 100.");
    await page.getByLabel("Search").fill("CURL will-not");
    expect(await countOf(page)).toBe("0 of 180 findings match.");
    await page.getByLabel("Search").fill("curl 8.5");
    expect(await idsOf(page)).toEqual(["CVE-2023-8888", "CVE-2023-9999"]);
    await page.getByLabel("Search").fill("ghsa-AAAA");
    expect(await idsOf(page)).toEqual(["CVE-2024-0001"]);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByText("180 of 180").waitFor();
    await page.getByLabel("Kind", { exact: true }).selectOption("Malicious samples");
    expect(await idsOf(page)).toEqual(["DD-MW-002"]);
    await page.getByLabel("Kind", { exact: true }).selectOption("");
    await page.getByLabel("Verdict").selectOption("Waived");
    expect(await idsOf(page)).toEqual(["CVE-2023-9999"]);
    await page.getByLabel("Verdict").selectOption("");
    await page.getByLabel("Fixable").selectOption("By the advice");
    expect(await countOf(page)).toMatch(/^12 of 180/);
    await page.getByRole("checkbox", { name: "critical" }).check();
    expect(await idsOf(page)).toEqual(["DD-BL-020", "DD-MW-002", "DD-SF-001"]);
    await page.getByRole("checkbox", { name: "high" }).check();
    await page.getByLabel("Whose").selectOption("Own");
    expect(await idsOf(page)).toEqual(["DD-BL-020", "DD-MW-002", "DD-SF-001", "DD-DF-002"]);
    await page.getByLabel("Layer", { exact: true }).selectOption("2");
    expect(await idsOf(page)).toEqual(["DD-BL-020", "DD-MW-002", "DD-SF-001"]);
  });

  test("a layer shows its findings, columns sort, pages turn", async () => {
    const page = await open(everydayResult());
    await page.getByRole("button", { name: "Show findings of layer 2" }).click();
    expect(await countOf(page)).toBe("7 of 180 findings match. Shown: 1 to 7.");
    expect(await page.locator("[data-part=pages]").isVisible()).toBe(false);
    await page.locator("svg.strip g").nth(3).click();
    expect(await countOf(page)).toMatch(/^32 of 180/);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByText("180 of 180").waitFor();
    const column = page.locator("th[data-column=id]");
    const firsts: unknown[] = [];
    for (let i = 0; i < 3; i += 1) {
      await column.getByRole("button").click();
      firsts.push([await column.getAttribute("aria-sort"), (await idsOf(page))[0]]);
    }
    expect(firsts).toEqual([
      ["ascending", "CVE-2021-10000"],
      ["descending", "DD-SF-001"],
      [null, "CVE-2024-0001"],
    ]);
    await page.getByRole("button", { name: "Next" }).click();
    expect(await countOf(page)).toBe("180 of 180 findings match. Shown: 101 to 180.");
    expect(await page.locator("[data-part=page]").textContent()).toBe("Page 2 of 2");
    await page.getByRole("button", { name: "Next" }).click({ force: true });
    expect(await page.locator("[data-part=page]").textContent()).toBe("Page 2 of 2");
    await page.getByRole("button", { name: "First" }).click();
    expect(await page.locator("[data-part=page]").textContent()).toBe("Page 1 of 2");
  });

  test("the keyboard does everything", async () => {
    const page = await open(everydayResult());
    const focused = () => page.evaluate<string>("document.activeElement.textContent");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Skip to the findings");
    await page.keyboard.press("/");
    await page.keyboard.type("kworkerd/");
    expect(await page.getByLabel("Search").inputValue()).toBe("kworkerd/");
    await page.getByLabel("Search").fill("curl");
    await page.locator("button.opens").first().focus();
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe("CVE-2023-9999");
    await page.keyboard.press("Enter");
    const button = page.getByRole("button", { name: "CVE-2023-9999" });
    const details = page.locator(`#${await button.getAttribute("aria-controls")}`);
    expect(await details.locator("dt").allTextContents()).toContain("What to do");
    expect(await details.getByRole("link").first().getAttribute("href")).toBe(
      "https://advisories.example/CVE-2023-9999",
    );
    expect(await details.getByRole("link").first().getAttribute("rel")).toBe("noopener noreferrer nofollow");
    await page.keyboard.press("Escape");
    expect(await details.count()).toBe(0);
    expect(await button.getAttribute("aria-expanded")).toBe("false");
    await page.keyboard.press("ArrowUp");
    expect(await focused()).toBe("CVE-2023-8888");
    expect(await page.evaluate("document.querySelectorAll('[tabindex]:not([tabindex=\"0\"])').length")).toBe(
      0,
    );
  });

  test.each([
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["narrow", { viewport: { width: 360, height: 800 } }],
  ] as const)("%s: every text can be read, and nothing is wider than the window", async (name, options) => {
    const page = await open(everydayResult(), options);
    for (const number of [0, 1, 2]) await page.locator("button.opens").nth(number).click();
    const { texts, weak } = await page.evaluate<{ texts: number; weak: readonly string[] }>(CONTRAST);
    expect(weak).toEqual([]);
    expect(texts).toBeGreaterThan(500);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
    await page.evaluate("scrollTo(0, 0)");
    await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
    await page.evaluate("document.getElementById('layers').scrollIntoView()");
    await page.screenshot({ path: join(SCREENSHOTS, `${name}-findings.png`) });
  });

  test("on paper there are all findings and no controls, in dark on light", async () => {
    const page = await open(everydayResult(), { colorScheme: "dark" });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator("button.opens").count()).toBe(180);
    expect(await page.getByRole("search").isVisible()).toBe(false);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe("rgb(255, 255, 255)");
    expect(await page.evaluate<{ weak: readonly string[] }>(CONTRAST)).toMatchObject({ weak: [] });
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator("button.opens").count()).toBe(100);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });

  test("the policy of the page stops what would leave it", async () => {
    const page = await open(everydayResult());
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/leak`;
    const tries = await page.evaluate<readonly string[]>(`Promise.all([
      fetch("${address}").then(() => "sent", () => "stopped"),
      new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve("sent");
        image.onerror = () => resolve("stopped");
        image.src = "${address}";
      }),
      new Promise((resolve) => {
        const script = document.createElement("script");
        script.onload = () => resolve("sent");
        script.onerror = () => resolve("stopped");
        script.src = "${address}";
        document.head.append(script);
      }),
    ])`);
    expect(tries).toEqual(["stopped", "stopped", "stopped"]);
    // Each try is told on the console; that the server was not asked is checked after every test.
    expect(complaints.splice(0).every((text) => /Content Security Policy|leak/.test(text))).toBe(true);
  });

  test("names from a bad dream are shown as they are, and do nothing", async () => {
    const page = await open(nightmareResult());
    const shown = await page.locator("button.opens").count();
    for (let i = 0; i < shown; i += 1) await page.locator("button.opens").nth(i).click();
    const text = await page.evaluate<string>("document.body.innerText");
    const visible = nightmares.filter((name) => name.length < 100 && !/[^ -~]/.test(name));
    expect(visible.length).toBeGreaterThan(10);
    for (const name of visible) expect(text).toContain(name);
    expect(text).toContain("\\u{202e}right to left\\u{202c}");
    expect(text).toContain("\\x1b[2J\\x1b[31mred\\x07\\r");
    expect(text).toContain("\\n::error::on a line of its own");
    expect(text).toContain("(9940 more characters)");
    expect(await page.title()).toMatch(/^Blocked: /);
    expect(
      await page.evaluate("document.querySelectorAll('img, iframe, [onerror], [onmouseover]').length"),
    ).toBe(0);
    expect(await page.evaluate("document.scripts.length")).toBe(2);
    const links = await page.evaluate<readonly string[]>(
      "[...document.querySelectorAll('a[target]')].map(({ protocol }) => protocol)",
    );
    expect([...new Set(links)]).toEqual(["https:"]);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  });

  test("20,000 findings open soon, and are filtered while one types", async () => {
    const page = await open(largeResult());
    expect(await countOf(page)).toBe("20,000 of 20,000 findings match. Shown: 1 to 100.");
    const opened = await page.evaluate<number>("performance.getEntriesByType('navigation')[0].domComplete");
    expect(opened).toBeLessThan(10_000);
    await page.getByLabel("Search").fill("library99 1.0");
    expect(await countOf(page)).toBe("199 of 20,000 findings match. Shown: 1 to 100.");
  });

  test("without a script the verdict, the counts and the worst findings are there", async () => {
    const page = await open(everydayResult(), { javaScriptEnabled: false });
    const text = await page.locator("body").innerText();
    expect(text).toMatch(
      /^(?:Skip to the findings\s+)?✕?\s*Blocked\s+29 critical and 27 high vulnerabilities/,
    );
    expect(text).toContain("These are the 50 worst of 180 findings.");
    expect(await page.locator("noscript tbody tr").count()).toBe(50);
    expect(await page.getByRole("search").isVisible()).toBe(false);
    expect(await page.getByRole("button").count()).toBe(0);
  });
});
