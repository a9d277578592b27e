/** What a person reads about rehearsals of foreign systems, in English. */
export const foreignSystem = {
  'fault.SCH_SINK_PLACE':
    'The sink for mails cannot open at {place}: the place is taken or belongs to somebody else.',
  'hint.SCH_SINK_PLACE':
    'End the process that listens there; if none does, remove the socket file that was left or name another folder for temporary files (TMPDIR). Nothing was run.',
  'fault.SCH_SINK_LATE':
    '{mails} mails came from a run that was over already. What was compared proves nothing therefore; the mails were refused.',
  'hint.SCH_SINK_LATE':
    'The system sends later than the rehearsal waits after the command trigger: let it end only when everything has been sent. Then rehearse again.',
  'fault.SCH_SINK_ROOM':
    'The sink did not take {mails} mails, because they were too large or there was no room left. The run does not count, and no mail has left.',
  'hint.SCH_SINK_ROOM':
    'Make room on the disk that holds temporary files (TMPDIR), avoid mails beyond 100 MB, and rehearse again.',
  'fault.SCH_ISOLATION_MISSING':
    'No closed network can be made on this machine ({why}). Nothing of the foreign system was run.',
  'hint.SCH_ISOLATION_MISSING':
    'Use Linux with the programs unshare, mount and ip (util-linux, iproute2), as root or where namespaces of users are allowed. Without isolation real mails could leave; such a rehearsal could not be approved.',
  'fault.SCH_ISOLATION_LOST':
    'The closed network ended while the command {step} ran, and everything in it ended with it. The run does not count.',
  'hint.SCH_ISOLATION_LOST':
    'See what has ended the process (memory, kill), and rehearse again. No mail has left.',
  'fault.SCH_SYSTEM_STEP': 'The command {step} of the foreign system ended with {exit} instead of 0.',
  'hint.SCH_SYSTEM_STEP':
    'What it wrote is in {file}. Correct the command and rehearse again. The run does not count, and no mail has left.',
  'fault.SCH_SYSTEM_START':
    'The command {step} of the foreign system could not be started: {program} ({why}).',
  'hint.SCH_SYSTEM_START':
    'See that the program is at this place and may be executed. Nothing of this step was run.',
  'fault.SCH_SYSTEM_SLOW':
    'The command {step} of the foreign system was not done after {seconds} s and was ended, with everything it had started.',
  'hint.SCH_SYSTEM_SLOW':
    'Make the command faster or give it more time. The run does not count, and no mail has left.',
  'fault.SCH_SYSTEM_RESTLESS':
    'The foreign system did not stop sending after the command trigger; the run was ended and does not count.',
  'hint.SCH_SYSTEM_RESTLESS':
    'Switch off recurring jobs of the test system, and rehearse again. No mail has left.',
} as const
