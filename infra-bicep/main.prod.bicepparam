using 'main.bicep'

param name = 'leadscoring'
param publicUrl = readEnvironmentVariable('PUBLIC_URL', '')
param pageOrigins = []
param sendMails = true
param webhookVerifier = readEnvironmentVariable('SENDGRID_WEBHOOK_KEY', '')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL')
param alertWebhookUrl = readEnvironmentVariable('ALERT_WEBHOOK_URL', '')
param maximumInstances = 40
param storageSku = 'Standard_ZRS'

// From the shell that deploys, at the first time and to change them; never from a file.
param functionKey = readEnvironmentVariable('FUNCTION_KEY', '')
param linkSecret = readEnvironmentVariable('LINK_SECRET', '')
param alertWebhookSecret = readEnvironmentVariable('ALERT_WEBHOOK_SECRET', '')
param sendGridKey = readEnvironmentVariable('SENDGRID_KEY', '')
