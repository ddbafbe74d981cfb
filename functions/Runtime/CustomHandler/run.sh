#!/bin/sh
# Started by the Functions host (host.json, customHandler). A zip made without care loses the bit that makes a file runnable.
[ -x ./LeadScoring.Functions ] || chmod +x ./LeadScoring.Functions
exec ./LeadScoring.Functions
