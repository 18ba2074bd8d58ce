import type { Messages } from "./element.js";
import type { Answer, Assessment, Format, Profile, Result } from "./model.js";

export interface Options {
  /** Of the frame, where it has one: greetings from elsewhere are not heard. */
  origin?: string;
  /** Of the element in the frame. */
  attributes?: Record<string, string | boolean>;
  /** `--tm-*`. */
  properties?: Record<string, string>;
  profile?: Partial<Profile>;
  answers?: Answer[];
  assessment?: Assessment;
  /** Sentences in other words, as the element takes them. */
  messages?: Messages;
  /** Whether files go to the page, as `tickmark-export`, and not to the reader. */
  takesExports?: boolean;
}

export class Frame extends EventTarget {
  constructor(frame: HTMLIFrameElement, options?: Options);
  readonly ready: Promise<void>;
  getResult(): Promise<{ assessment: Assessment; result: Result }>;
  exportAs(format: Format): Promise<File>;
  importFile(file: Blob): Promise<void>;
  goTo(id: string): Promise<boolean>;
  set(properties: { profile?: Partial<Profile>; answers?: Answer[]; assessment?: Assessment; messages?: Messages }): Promise<void>;
  print(): Promise<boolean>;
  reset(): Promise<void>;
  focus(): Promise<void>;
  /** Hears the frame no more. */
  close(): void;
}

/** Greets the self-check in a frame that shows `embed.html`. */
export function embed(frame: HTMLIFrameElement, options?: Options): Frame;
