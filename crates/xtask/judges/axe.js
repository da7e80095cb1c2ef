// Judges HTML pages by axe-core for WCAG 2.2 AA, in a browser: axe.js CHROMIUM PAGE...
//
// Each page is shown as on a phone and as on a desk, in light and in dark. Prints `FILE:1: E RULE message: ELEMENT (VIEW)`
// for every violation. Exit codes: 0 no violation; 1 some; 2, with words on standard error, where it fell over.

"use strict";

const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");
const axe = require("axe-core");

const LEVEL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const DEVICES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
const SCHEMES = ["light", "dark"];

async function main([executablePath, ...pages]) {
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    const findings = [];
    for (const [device, viewport] of Object.entries(DEVICES)) {
        for (const colorScheme of SCHEMES) {
            const context = await browser.newContext({ viewport, colorScheme });
            for (const page of pages) {
                const violations = await look(context, page);
                findings.push(
                    ...violations.map((violation) => `${page}:1: E ${violation} (${device}, ${colorScheme})`),
                );
            }
            await context.close();
        }
    }
    await browser.close();
    findings.forEach((finding) => console.log(finding));
    return findings.length ? 1 : 0;
}

// What is wrong with a page, a line for every element at fault.
async function look(context, path) {
    const page = await context.newPage();
    await page.goto(pathToFileURL(path).href);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), LEVEL);
    await page.close();
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id} ${help}: ${target.join(" ")}`));
}

main(process.argv.slice(2)).then(
    (code) => (process.exitCode = code),
    (fault) => {
        console.error(fault);
        process.exitCode = 2;
    },
);
