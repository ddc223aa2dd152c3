/** The product's mark: a signal that leaves its plane and comes back to it. */
export function Mark() {
  return (
    <svg aria-hidden viewBox="0 0 20 20" className="size-5 shrink-0">
      <rect width="20" height="20" rx="5" className="fill-fg" />
      <path d="M3.5 11h3l2-5 3 8 2-3h3" fill="none" className="stroke-bg" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
