/** The suite proves the runtime that the Action uses; another Node would prove something else. */
export default function setup(): void {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 24) {
    throw new Error(
      `Tests run on Node 24 (the dev dependency "node"), not on ${process.version}: use npm test.`,
    );
  }
}
