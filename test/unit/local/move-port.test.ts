import { expect, it } from 'vitest';
import { atPort } from '../../../local/emulator/move-port.ts';

it("moves the emulator's own addresses in a state to its port, and no others", () => {
  const state = '{"http://localhost:4566/000000000000/Audit": {"APP_URL": "http://localhost:5173"}}';
  const moved = '{"http://localhost:4700/000000000000/Audit": {"APP_URL": "http://localhost:5173"}}';
  expect(atPort(state, 4700)).toBe(moved);
  expect(atPort(moved, 4700)).toBe(moved);
});
