import type { WriteStream } from 'node:tty';

const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const REST_OF_LINE = '\u001b[K';
const REST_OF_SCREEN = '\u001b[J';

/** The terminal's second screen, which leaves the first as it was. */
export interface OtherScreen {
  /** Draws over what is there, without a flicker. */
  draw(text: string): void;
}

/** Enters it. It is left however the process ends, and while it is suspended; `onReturn` draws it anew afterwards. */
export function enterOtherScreen(output: WriteStream, onReturn: () => void): OtherScreen {
  output.write(ENTER);
  process.once('exit', () => output.write(LEAVE));
  process.on('SIGTSTP', () => {
    output.write(LEAVE);
    process.kill(process.pid, 'SIGSTOP');
  });
  process.on('SIGCONT', () => {
    output.write(ENTER);
    onReturn();
  });
  output.on('resize', onReturn);
  return {
    draw: (text) => {
      const lines = text.trimEnd().split('\n');
      output.write(`${HOME}${lines.map((line) => `${line}${REST_OF_LINE}`).join('\n')}${REST_OF_SCREEN}`);
    },
  };
}
