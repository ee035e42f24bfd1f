/** An instruction of a Dockerfile, its lines made one, and the stage that it stands in. */
export type Instruction = { stage: string; name: string; text: string };

/** @param text without heredocs, which it does not know */
export function readDockerfile(text: string): Instruction[] {
  const lines = text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .replace(/\\\n/g, ' ')
    .split('\n');
  let stage = '';
  return lines.flatMap((line) => {
    const [, name = '', rest = ''] = /^\s*([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === '') return [];
    if (name === 'FROM') stage = / AS (\S+)/.exec(rest)?.[1] ?? '';
    return [{ stage, name, text: rest.trim() }];
  });
}

/** Of COPY, from where the image is built: options and where it goes are left out. */
export function copiedFiles({ text }: Instruction): string[] {
  if (text.includes('--from=')) return [];
  return text
    .split(/\s+/)
    .filter((word) => !word.startsWith('--'))
    .slice(0, -1);
}
