/** How the operator left: by `q`, or by Ctrl-C. */
export type Farewell = 'done' | 'interrupted';
