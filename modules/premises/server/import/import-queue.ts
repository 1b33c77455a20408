/** Name of the queued job that checks and writes imports; its data: `{countyCode, id}`. */
export const importJobName = 'premises.import';
