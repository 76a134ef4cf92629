/** The present; a parameter of everything that asks for it. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
