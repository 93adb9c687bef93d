/** One thing that somebody does, or that befalls somebody; numbers are taken modulo how many there are. */
export type Action = DeviceAction | HubAction | OtherAction;

/** What befalls a device. */
export type DeviceAction =
  | {
      readonly do: "write";
      readonly device: number;
      readonly option: number;
      readonly isWeighed: boolean;
      /** Whether two options are written at once. */
      readonly isWide: boolean;
    }
  | { readonly do: "unset"; readonly device: number; readonly option: number }
  | {
      readonly do: "crash device" | "restart device" | "compact device" | "cut off" | "come back";
      readonly device: number;
    };

/** What befalls a hub. */
export type HubAction =
  | {
      readonly do: "crash hub" | "restart hub" | "compact hub" | "write at hub" | "unset at hub" | "renew hub";
      readonly hub: number;
    }
  | { readonly do: "skew"; readonly hub: number; readonly time: number };

/** What befalls all. */
export type OtherAction =
  | { readonly do: "wait"; readonly time: number }
  | { readonly do: "fill disk" }
  | { readonly do: "clear disk" };
