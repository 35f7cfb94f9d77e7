/** Preloaded into a measured process: at its end, writes what it used to the file named by DRYDOCK_BENCH_USAGE. */
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpu: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1024 };
  writeFileSync(process.env.DRYDOCK_BENCH_USAGE ?? "/dev/null", JSON.stringify(usage));
});
