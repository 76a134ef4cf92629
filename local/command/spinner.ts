import { styleText } from 'node:util';

const frames = ['◒', '◐', '◓', '◑'];
const FRAME_MS = 80;

const { stdout } = process;

/**
 * Turns on a terminal until the returned function is called; says nothing anywhere else.
 * Not clack's: its spinner takes the keyboard and ends the process on Ctrl-C, which would leave the
 * emulator no time to write its state.
 */
export function spin(title: string): () => void {
  if (!stdout.isTTY) return () => {};
  const started = performance.now();
  let frame = 0;
  const draw = () => {
    const waited = Math.floor((performance.now() - started) / 1000);
    const sign = styleText('magenta', frames[frame++ % frames.length] ?? '');
    stdout.write(`\r\x1b[2K${sign}  ${title}${waited > 0 ? styleText('dim', ` ${waited} s`) : ''}`);
  };
  draw();
  const timer = setInterval(draw, FRAME_MS);
  return () => {
    clearInterval(timer);
    stdout.write('\r\x1b[2K');
  };
}
