/** A member that two people changed to different things. */
export type Collision<Name extends string, T> = { name: Name; base: T; theirs: T; mine: T };

/** A member that somebody changed. */
export type Made<Name extends string, T> = { name: Name; base: T; made: T };

export type Merged<Name extends string, T> = {
  /** What only the others changed, or both to the same. */
  theirs: Made<Name, T>[];
  /** What only I changed. */
  mine: Made<Name, T>[];
  /** Where somebody has to choose. */
  collisions: Collision<Name, T>[];
  /** Both changes; of a collision what is mine. */
  all: Record<Name, T>;
};

export type Versions<Name extends string, T> = Record<'base' | 'theirs' | 'mine', Readonly<Record<Name, T>>>;

/** Brings two changes of one thing together, member by member. */
export function merge<Name extends string, T>(
  names: readonly Name[],
  { base, theirs, mine }: Versions<Name, T>,
): Merged<Name, T> {
  const isMine = (name: Name) => mine[name] !== base[name];
  const isTheirs = (name: Name) => theirs[name] !== base[name];
  const collide = (name: Name) => isMine(name) && isTheirs(name) && mine[name] !== theirs[name];
  const all = Object.fromEntries(names.map((name) => [name, isMine(name) ? mine[name] : theirs[name]]));
  const madeOf = (made: Readonly<Record<Name, T>>) => (name: Name) => ({ name, base: base[name], made: made[name] });
  return {
    theirs: names.filter((name) => isTheirs(name) && !collide(name)).map(madeOf(theirs)),
    mine: names.filter((name) => isMine(name) && !isTheirs(name)).map(madeOf(mine)),
    collisions: names
      .filter(collide)
      .map((name) => ({ name, base: base[name], theirs: theirs[name], mine: mine[name] })),
    all: all as Record<Name, T>, // each name has been given one
  };
}
