import type { OpenRecord } from 'einthoven/record';

/** The record, which remembers the stretch that was read last: leads are asked for one by one, and all of them lie in it. */
export function rememberingLastStretch(open: OpenRecord): OpenRecord {
  let last: { readonly from: number; readonly to: number; readonly block: ReturnType<OpenRecord['read']> } | undefined;
  return {
    ...open,
    read: (from, to) => {
      if (last?.from !== from || last.to !== to) last = { from, to, block: open.read(from, to) };
      const { block } = last;
      // What could not be read is tried again.
      block.catch(() => {
        if (last?.block === block) last = undefined;
      });
      return block;
    },
  };
}
