import { expect, it } from 'vitest';
import { atPort } from '../../../local/emulator/move-port.ts';

it("atPort rewrites the port of the emulator's own addresses in a state, and no others", () => {
  const state = '{"http://localhost:4566/000000000000/Audit": {"APP_URL": "http://localhost:5173"}}';
  const rewritten = '{"http://localhost:4700/000000000000/Audit": {"APP_URL": "http://localhost:5173"}}';
  expect(atPort(state, 4700)).toBe(rewritten);
  expect(atPort(rewritten, 4700)).toBe(rewritten);
});
