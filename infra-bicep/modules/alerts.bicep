// Somebody hears of it: messages that fail to the end, those that wait for a decision, and functions that fail.

param name string
param location string
param workspaceId string
param storageAccountName string
param alertEmail string

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: storageAccountName

  resource queueService 'queueServices' existing = {
    name: 'default'
  }
}

// A queue's length has no metric of its own, so the log of what is written to queues tells of poison.
resource queueLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'queue-writes'
  scope: account::queueService
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageWrite', enabled: true }]
  }
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-alerts'
  location: 'global'
  properties: {
    groupShortName: 'leadscoring'
    enabled: true
    emailReceivers: [{ name: 'operators', emailAddress: alertEmail, useCommonAlertSchema: true }]
  }
}

var rules = [
  {
    name: 'poison'
    description: 'Messages failed ten times. Each is tried once more, and every ten minutes while the store is away.'
    severity: 2
    query: 'StorageQueueLogs | where OperationName == "PutMessage" and StatusCode == "201" and Uri contains "-poison/"'
    moreThan: 0
  }
  {
    name: 'parked'
    description: 'A message is parked and waits for a decision, the first of its queue: GET /api/parked tells why.'
    severity: 1
    query: 'AppTraces | where Message contains "FirstParked:"'
    moreThan: 0
  }
  {
    name: 'failures'
    description: 'Functions fail again and again, or answer with server errors.'
    severity: 2
    query: 'AppRequests | where Success == false and toint(ResultCode) !between (400 .. 499)'
    moreThan: 10
  }
]

resource alertRules 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = [for rule in rules: {
  name: '${name}-${rule.name}'
  location: location
  dependsOn: [queueLog]
  properties: {
    displayName: '${name}: ${rule.name}'
    description: rule.description
    severity: rule.severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    // The log's table comes into being with its first row, after this deployment.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: rule.moreThan
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}]
