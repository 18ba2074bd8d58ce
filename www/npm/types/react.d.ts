import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { TickmarkAssessment, Attributes, Settable } from "./element.js";

type Props = DetailedHTMLProps<HTMLAttributes<TickmarkAssessment>, TickmarkAssessment> & Attributes & Partial<Settable>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "tickmark-assessment": Props;
    }
  }
}
