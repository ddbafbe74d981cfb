using 'main.bicep'

param name = 'leadscoring-dev'
param sendMails = false
param alertEmail = readEnvironmentVariable('ALERT_EMAIL')
param maximumInstances = 2
param storageSku = 'Standard_LRS'

// From the shell that deploys, at the first time and to change them; never from a file.
param functionKey = readEnvironmentVariable('FUNCTION_KEY', '')
param linkSecret = readEnvironmentVariable('LINK_SECRET', '')
