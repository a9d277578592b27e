/** What a person reads about rehearsals of foreign systems, in English. */
export const foreignSystem = {
  'fault.SCH_SINK_PLACE':
    'The sink for mails cannot open at {place}: the place is taken or belongs to somebody else.',
  'hint.SCH_SINK_PLACE':
    'End the process that listens there, or name another folder for temporary files (TMPDIR). Nothing was run.',
  'fault.SCH_SINK_LATE':
    '{mails} mails came from a run that was over already. What was compared proves nothing therefore; the mails were refused.',
  'hint.SCH_SINK_LATE':
    'The system sends later than the rehearsal waits: raise quiet_seconds, or let the command trigger end only when everything has been sent. Then rehearse again.',
  'fault.SCH_SINK_ROOM':
    'There was no room in the sink for {mails} mails. The run does not count, and no mail has left.',
  'hint.SCH_SINK_ROOM': 'Make room on the disk that holds temporary files (TMPDIR), and rehearse again.',
  'fault.SCH_ISOLATION_MISSING':
    'No closed network can be made on this machine ({why}). Nothing of the foreign system was run.',
  'hint.SCH_ISOLATION_MISSING':
    'Use Linux with the programs unshare, mount and ip (util-linux, iproute2), as root or where namespaces of users are allowed. Without isolation real mails could leave; such a rehearsal could not be approved.',
  'fault.SCH_SYSTEM_STEP': 'The command {step} of the foreign system has failed ({how}). {said}',
  'hint.SCH_SYSTEM_STEP':
    'Run the command by hand and correct it. The run does not count, and no mail has left.',
  'fault.SCH_SYSTEM_RESTLESS':
    'The foreign system did not stop sending after the command trigger; the run was ended and does not count.',
  'hint.SCH_SYSTEM_RESTLESS':
    'Switch off recurring jobs of the test system, or raise quiet_deadline_seconds.',
} as const
