import type { Command, Interfaces } from '@oclif/core';
import { Config } from '@oclif/core/config';
import type { RunConfig } from './run-config.ts';

/** oclif's Config as far as help asks it, filled from the built program: the real one looks for plugins, themes and the shell. */
export class HelpConfig extends Config {
  readonly #commands: ReadonlyMap<string, Command.Loadable>;
  readonly #topics: ReadonlyMap<string, Interfaces.Topic>;

  constructor({ bin, name, pjson, root, topicSeparator, userAgent, version }: RunConfig, commands: readonly Command.Loadable[]) {
    super({ root });
    Object.assign(this, { bin, name, pjson, root, topicSeparator, userAgent, version });
    this.#commands = new Map(commands.map((command) => [command.id, command]));
    this.#topics = topicsOf(pjson, commands);
  }

  override get commands(): Command.Loadable[] {
    return [...this.#commands.values()];
  }

  override get commandIDs(): string[] {
    return [...this.#commands.keys()];
  }

  override get topics(): Interfaces.Topic[] {
    return [...this.#topics.values()];
  }

  override findCommand(id: string, options: { must: true }): Command.Loadable;
  override findCommand(id: string, options?: { must: boolean }): Command.Loadable | undefined;
  override findCommand(id: string): Command.Loadable | undefined {
    return this.#commands.get(id);
  }

  override findTopic(name: string, options: { must: true }): Interfaces.Topic;
  override findTopic(name: string, options?: { must: boolean }): Interfaces.Topic | undefined;
  override findTopic(name: string): Interfaces.Topic | undefined {
    return this.#topics.get(name);
  }
}

/** Those that package.json describes; and every command, which help takes for a topic of its own name. */
function topicsOf({ oclif }: Interfaces.PJSON, commands: readonly Command.Loadable[]): ReadonlyMap<string, Interfaces.Topic> {
  const described = Object.entries(oclif.topics ?? {}).map(([name, topic]): [string, Interfaces.Topic] => [name, { ...topic, name }]);
  const own = commands.map(({ id, summary }): [string, Interfaces.Topic] => [id, { name: id, description: summary }]);
  return new Map([...own, ...described]);
}
