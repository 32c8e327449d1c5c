export const iconBtn =
  'relative grid size-10 shrink-0 place-items-center rounded-xl text-muted hover:bg-brand-soft hover:text-brand active:scale-95 transition cursor-pointer';
