import { type Call, ends, type Handler, knownArgs } from "./call.ts";

/**
 * `deb-systemd-helper`: known to leave its state and the links as they are, or refused.
 * Source: the program itself, init-system-helpers 1.65.
 */
export const systemdHelper: Handler = (call) => {
  const args = knownArgs(call).filter((one) => one !== "--quiet" && one !== "--system");
  const instance = args.includes("--user") ? "user" : "system";
  const [action = "", ...units] = args.filter((one) => one !== "--user");
  const helper = new Helper(call, instance);
  if (units.length === 0 || units.some((one) => !/^[A-Za-z0-9@._:\\-]+$/.test(one)))
    call.machine.refuse("units that are not plain");
  switch (action) {
    case "unmask":
      if (units.every((unit) => helper.isUnmasked(unit))) return ends(call, 0);
      break;
    case "was-enabled":
      return ends(call, units.some((unit) => helper.wasEnabled(unit)) ? 0 : 1);
    case "debian-installed":
      return ends(call, units.some((unit) => helper.hasState(unit)) ? 0 : 1);
    case "enable":
      if (units.every((unit) => helper.isEnabledForGood(unit))) return ends(call, 0);
      break;
    case "update-state":
      if (units.every((unit) => helper.hasExactState(unit))) return ends(call, 0);
      break;
  }
  return call.machine.refuse("it changes the state of systemd's units");
};

class Helper {
  readonly #call: Call;
  readonly #etc: string;
  readonly #enabled: string;
  readonly #masked: string;
  readonly #instance: "user" | "system";

  constructor(call: Call, instance: "user" | "system") {
    this.#call = call;
    this.#instance = instance;
    this.#etc = `/etc/systemd/${instance}`;
    const infix = instance === "user" ? "-user" : "";
    this.#enabled = `/var/lib/systemd/deb-systemd${infix}-helper-enabled`;
    this.#masked = `/var/lib/systemd/deb-systemd${infix}-helper-masked`;
  }

  /** Behind its work it removes its folder where that is empty. */
  isUnmasked(unit: string): boolean {
    const folder = this.#at(this.#masked, false);
    if (
      folder !== undefined &&
      (folder.type !== "directory" || this.#call.machine.files.names(this.#masked.slice(1)).length === 0)
    )
      return false;
    return this.#at(`${this.#etc}/${unit}`, false) === undefined;
  }

  wasEnabled(unit: string): boolean {
    if (!this.hasState(unit)) return true;
    return this.#entries(unit).every((link) => this.#at(link, false)?.type === "symlink");
  }

  hasState(unit: string): boolean {
    return this.#at(this.#stateOf(unit), true)?.type === "file";
  }

  /** Every link has been recorded, so that none is made again. */
  isEnabledForGood(unit: string): boolean {
    const links = this.#links(unit, []);
    if (links === undefined || !this.#isStateSound(unit)) return false;
    const recorded = this.#entries(unit);
    return links.every(
      (link) =>
        recorded.includes(link) &&
        this.#at(`${this.#enabled}${link.slice(this.#etc.length)}`, true) !== undefined,
    );
  }

  hasExactState(unit: string): boolean {
    const links = this.#links(unit, []);
    return (
      links !== undefined && this.#isStateSound(unit) && links.join("\n") === this.#entries(unit).join("\n")
    );
  }

  /** It is written anew with the same lines: then owner and mode have to be those of a new file. */
  #isStateSound(unit: string): boolean {
    const entry = this.#at(this.#stateOf(unit), false);
    return entry?.type === "file" && entry.mode === 0o644 && entry.uid === 0 && entry.gid === 0;
  }

  #entries(unit: string): readonly string[] {
    const text = this.#call.machine.text(this.#stateOf(unit));
    if (text === undefined) return this.#call.machine.refuse("the state of a unit is not known");
    return text
      .replace(/\n$/, "")
      .split("\n")
      .filter((line) => line !== "");
  }

  #stateOf(unit: string): string {
    return `${this.#enabled}/${unit}.dsh-also`;
  }

  /** What enabling the unit would link to it; undefined where its file is not known or not plain. */
  #links(unit: string, visited: string[]): readonly string[] | undefined {
    const folder = [this.#etc, `/lib/systemd/${this.#instance}`, `/usr/lib/systemd/${this.#instance}`].find(
      (one) => this.#at(`${one}/${unit}`, true)?.type === "file",
    );
    const text = folder === undefined ? undefined : this.#call.machine.text(`${folder}/${unit}`);
    if (text === undefined) return undefined;
    const links: string[] = [];
    const wanted: string[] = [];
    for (const line of text.split("\n")) {
      const [, key = "", value = ""] =
        /^\s*(WantedBy|RequiredBy|Also|Alias|DefaultInstance)=(.+)$/i.exec(line) ?? [];
      const names = value.trim().split(/\s+/);
      if (key !== "" && names.some((one) => !/^[A-Za-z0-9@._:-]+$/.test(one))) return undefined;
      if (key === "WantedBy") wanted.push(...names.map((one) => `${this.#etc}/${one}.wants/${unit}`));
      else if (key === "RequiredBy")
        wanted.push(...names.map((one) => `${this.#etc}/${one}.requires/${unit}`));
      else if (key === "Alias") {
        // With more than one the program makes a link of all of them together.
        if (names.length > 1) return undefined;
        if (names[0] !== unit) links.push(`${this.#etc}/${names[0]}`);
      } else if (key === "Also") {
        for (const other of names) {
          if (other === unit || visited.includes(other)) continue;
          visited.push(other);
          const more = visited.length > 20 ? undefined : this.#links(other, visited);
          if (more === undefined) return undefined;
          links.push(...more);
        }
      } else if (key !== "") return undefined;
    }
    return [...links, ...wanted];
  }

  #at(path: string, follow: boolean) {
    const place = this.#call.machine.files.find(path, follow);
    return place === "unknown" ? this.#call.machine.refuse("the state of a unit is not known") : place.entry;
  }
}

/** systemctl and its kin, which ask a systemd that is running; in an image none is. */
export const systemctl: Handler = (call) => {
  const args = knownArgs(call).filter(
    (one) =>
      !/^--(quiet|system|no-pager|root=\/|property=?.*|value)$/.test(one) && one !== "-q" && one !== "-p",
  );
  if (
    /^(is-active|is-enabled|is-failed|status|show|list-units|list-unit-files|cat|--version)$/.test(
      args[0] ?? "",
    )
  )
    return ends(call, undefined, undefined);
  return call.machine.refuse("it steers services");
};
