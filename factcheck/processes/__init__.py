"""What the processes of one machine share: locks on bytes of files, which the system releases when a process dies."""
