import { useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import "tickmark/define";
import type {} from "tickmark/react";
import type { Events, TickmarkAssessment } from "tickmark/element";

const profile = { organisation: "Acme", type: 2 as const, window: { start: "2026-09-15", end: "2027-03-14" } };

function Readiness() {
  const check = useRef<TickmarkAssessment>(null);
  const [state, setState] = useState("");
  useEffect(() => {
    const element = check.current;
    const heard = ({ detail: { summary } }: Events["tickmark-result"]) => setState(`${summary.answered} of ${summary.total} answered`);
    element?.addEventListener("tickmark-result", heard);
    return () => element?.removeEventListener("tickmark-result", heard);
  }, []);
  return (
    <>
      <tickmark-assessment ref={check} questionnaire="quick" profile={profile} />
      <p id="state">{state}</p>
    </>
  );
}

createRoot(document.getElementById("root")!).render(<Readiness />);
