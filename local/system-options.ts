import type { Folders } from './folders.ts';
import type { LocalSettings } from './settings.ts';

/** Does a part of the work under a title; how it shows is the caller's choice. */
export type Step = <Result>(title: string, work: () => Promise<Result>) => Promise<Result>;

export interface SystemOptions {
  readonly settings: LocalSettings;
  readonly folders: Folders;
  /** Whether the state outlives a clean stop. */
  readonly persistent: boolean;
  readonly step: Step;
  readonly signal?: AbortSignal | undefined;
}
