import { type ChildProcess, execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isInstalled, startTool, stopTool } from './tool.ts';

const program = '/usr/bin/kcat';
export const kcatIsInstalled = await isInstalled(program);
const run = promisify(execFile);

export type KafkaMessage = {
  partition: number;
  offset: number;
  key: string;
  payload: string;
  headers: string[];
};

/** The cluster of one broker that librdkafka brings along: it speaks the protocol on loopback, in the process of a `kcat`. */
export class MockKafka {
  readonly broker: string;
  readonly #child: ChildProcess;

  private constructor(broker: string, child: ChildProcess) {
    this.broker = broker;
    this.#child = child;
  }

  static async start(): Promise<MockKafka> {
    const consume = ['-C', '-b', 'unused:1', '-t', 'unused', '-X', 'test.mock.num.brokers=1', '-d', 'mock'];
    const { child, match } = await startTool([program, ...consume], /bootstrap\.servers=(127\.0\.0\.1:\d+)/);
    return new MockKafka(match[1] ?? '', child);
  }

  address(topic: string, query = ''): string {
    return `kafka://${this.broker}/${topic}${query}`;
  }

  /** All that a topic has, as another kcat reads it: those of a partition in order. */
  async read(topic: string): Promise<KafkaMessage[]> {
    const consume = [
      '-C',
      '-q',
      '-b',
      this.broker,
      '-t',
      topic,
      '-o',
      'beginning',
      '-e',
      '-J',
      '-X',
      'fetch.wait.max.ms=10',
    ];
    const { stdout } = await run(program, consume, { timeout: 30_000, maxBuffer: 2 ** 28 });
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  async stop(): Promise<void> {
    await stopTool(this.#child);
  }
}
