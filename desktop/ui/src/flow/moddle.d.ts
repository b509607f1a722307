/** The reader and writer of bpmn-js, which comes without types. */
declare module "bpmn-moddle" {
  import type { Bo } from "./fields";

  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>);
    fromXML(xml: string): Promise<{ rootElement: Bo; warnings: { message: string }[] }>;
    toXML(root: Bo, options?: { format?: boolean }): Promise<{ xml: string }>;
    create(type: string, values: Record<string, unknown>): Bo;
  }
}
