// What production is made of, as CycloneDX (ECMA-424) 1.6. `npm sbom --omit dev` leaves out what a tool of development takes too.

type LockEntry = {
  name?: string;
  version?: string;
  license?: string;
  integrity?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
};

/** package-lock.json: what is installed, by its path. */
export type Lock = { packages: Record<string, LockEntry> };

export type Component = {
  'bom-ref': string;
  type: 'library' | 'application';
  name: string;
  version: string;
  scope?: 'required' | 'optional';
  purl: string;
  licenses: ({ license: { id: string } | { name: string } } | { expression: string })[];
  hashes?: { alg: string; content: string }[];
};

export type BillOfMaterials = {
  bomFormat: 'CycloneDX';
  specVersion: '1.6';
  serialNumber: string;
  version: 1;
  metadata: { timestamp: string; component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
};

/** The service, and the page, whose packages are put into its files. */
const [service, page] = ['', 'ui'];

/** @param mark names this one: a UUID, and when it was made */
export function billOfMaterials(lock: Lock, mark: { uuid: string; at: Date }): BillOfMaterials {
  const required = reachedFrom([service, page], (path) => edgesOf(lock, path, 'required'));
  const all = reachedFrom([service, page], (path) => edgesOf(lock, path, 'all'));
  const packages = [...all].filter((path) => path !== service && path !== page).sort();
  const root = { ...componentOf(lock, service), type: 'application' } as const;
  const components = new Map<string, Component>();
  for (const path of packages) {
    const component = componentOf(lock, path);
    const isRequired = required.has(path) || components.get(component.purl)?.scope === 'required';
    components.set(component.purl, { ...component, scope: isRequired ? 'required' : 'optional' });
  }
  return {
    ...{ bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: `urn:uuid:${mark.uuid}`, version: 1 },
    metadata: { timestamp: mark.at.toISOString(), component: root },
    components: [...components.values()],
    dependencies: dependenciesOf(lock, [service, page, ...packages]),
  };
}

function reachedFrom(start: readonly string[], next: (path: string) => string[]): Set<string> {
  const reached = new Set(start);
  for (const path of reached) for (const to of next(path)) reached.add(to);
  return reached;
}

/** Where the packages are that one takes: those that it cannot do without, or all; the service's peers are its operator's choice. */
function edgesOf(lock: Lock, path: string, which: 'required' | 'all'): string[] {
  const entry = entryAt(lock, path);
  const { dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta = {} } = entry;
  const peers = Object.keys(peerDependencies).filter(
    (name) => peerDependenciesMeta[name]?.optional !== true || (path === service && which === 'all'),
  );
  const optional = which === 'all' ? Object.keys(optionalDependencies ?? {}) : [];
  const names = new Set([...Object.keys(dependencies ?? {}), ...peers, ...optional]);
  return [...names].flatMap((name) => installedFor(lock, path, name) ?? []);
}

/** As Node looks for it: beside the package, then further up. */
function installedFor({ packages }: Lock, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : '') {
    const path = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (path in packages) return path;
    if (at === '') return undefined;
  }
}

function dependenciesOf(lock: Lock, paths: readonly string[]): BillOfMaterials['dependencies'] {
  const found = new Map<string, Set<string>>();
  for (const path of paths) {
    const ref = purlOf(lock, path === page ? service : path);
    const known = found.get(ref) ?? new Set<string>();
    for (const to of edgesOf(lock, path, 'all')) known.add(purlOf(lock, to));
    found.set(ref, known);
  }
  return [...found].map(([ref, to]) => ({ ref, dependsOn: [...to].sort() }));
}

function componentOf(lock: Lock, path: string): Component {
  const { version = '', license, integrity } = entryAt(lock, path);
  const purl = purlOf(lock, path);
  return {
    ...{ 'bom-ref': purl, type: 'library', name: nameOf(lock, path), version, purl },
    licenses: license === undefined ? [] : [licenceOf(license)],
    ...(integrity === undefined ? {} : { hashes: [hashOf(integrity)] }),
  };
}

/** An SPDX expression or id; or, as npm has it where there is none, the name of a file of the package. */
function licenceOf(said: string): Component['licenses'][number] {
  if (said.startsWith('SEE LICENSE IN ')) return { license: { name: said } };
  return /[ (]/.test(said) ? { expression: said } : { license: { id: said } };
}

/** package-url/purl-spec, of type npm. */
function purlOf(lock: Lock, path: string): string {
  return `pkg:npm/${nameOf(lock, path).replace('@', '%40')}@${entryAt(lock, path).version}`;
}

function nameOf(lock: Lock, path: string): string {
  return entryAt(lock, path).name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** Subresource Integrity: `sha512-` and base64. */
function hashOf(integrity: string): { alg: string; content: string } {
  const [algorithm = '', digest = ''] = integrity.split('-');
  return {
    alg: algorithm.toUpperCase().replace('SHA', 'SHA-'),
    content: Buffer.from(digest, 'base64').toString('hex'),
  };
}

function entryAt({ packages }: Lock, path: string): LockEntry {
  const entry = packages[path];
  if (!entry) throw new Error(`package-lock.json has no ${path}`);
  return entry;
}
