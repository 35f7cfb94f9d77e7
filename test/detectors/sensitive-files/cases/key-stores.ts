import { type Case, catches, catchesNot } from "./case.ts";

/** Java's store with entries of these tags; the first four bytes are given, as is the version. */
function javaStore(tags: readonly number[], { magic = 0xfeedfeed, claims = tags.length } = {}): Buffer {
  return Buffer.concat([
    word(magic),
    word(2),
    word(claims),
    ...tags.map((tag) =>
      Buffer.concat([
        word(tag),
        text("alias"),
        Buffer.alloc(8),
        text("X.509"),
        word(300),
        Buffer.alloc(300, 1),
      ]),
    ),
    Buffer.alloc(20),
  ]);
}

function bouncyCastle(tag: number): Buffer {
  const entry = [
    Buffer.from([tag]),
    text("alias"),
    Buffer.alloc(8),
    word(0),
    text("X.509"),
    word(50),
    Buffer.alloc(50),
  ];
  return Buffer.concat([
    word(2),
    word(20),
    Buffer.alloc(20),
    word(1000),
    ...entry,
    Buffer.from([0]),
    Buffer.alloc(20),
  ]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0, value.length]), Buffer.from(value)]);
}

export const keyStores: readonly Case[] = [
  catches("DD-SF-003", "srv/app.jks", javaStore([2, 1]), "high"),
  catches("DD-SF-003", "srv/app.jceks", javaStore([3], { magic: 0xcececece }), "high"),
  catches("DD-SF-003", "srv/app.bks", bouncyCastle(2), "high"),
  catches("DD-SF-003", "srv/login.keychain", Buffer.concat([Buffer.from("kych"), Buffer.alloc(60)]), "high"),
  catchesNot("DD-SF-003", "srv/trust.jks", javaStore([2, 2, 2])),
  catchesNot("DD-SF-003", "srv/trust.bks", bouncyCastle(1)),
  catchesNot("DD-SF-003", "srv/cut.jks", javaStore([2], { claims: 0xffffffff }).subarray(0, 60)),
  catchesNot("DD-SF-003", "srv/notes.p12", "these are only notes"),
];
