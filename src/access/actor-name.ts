/** Nothing that controls, turns around or hides what is written beside it, and no blank at an end. */
const readable = /^(?!\p{Z})[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+(?<!\p{Z})$/u;

/** Whether it can stand in the history of changes as who made them: nobody is to look like somebody else there. */
export function isActorName(text: string, most: number): boolean {
  return text.length <= most && readable.test(text);
}
