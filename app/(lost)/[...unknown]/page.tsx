import { notFound } from 'next/navigation';

/** Every address that nothing else answers: said within the frame, to whoever is signed in. */
export default function UnknownPage() {
  notFound();
}
