"""Between fans: who follows, mutes and blocks whom, and what somebody does not want to be shown."""
