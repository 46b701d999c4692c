<#
.SYNOPSIS
    Exports what Cloud Connectors logged about Local Host Cache outages, as JSON for `holdover lhc history --from`.
.DESCRIPTION
    Reads the Windows Application log of each connector and changes nothing there. Works in Windows PowerShell 5.1 and in PowerShell 7.
    Other computers are read over the remote event log service; the account needs to be in their group Event Log Readers.
.EXAMPLE
    .\Export-LhcEvents.ps1
    Exports the log of this connector to lhc-events.json.
.EXAMPLE
    .\Export-LhcEvents.ps1 -ComputerName cc-ams-01, cc-ams-02 -Days 30 -Path ams.json
#>
[CmdletBinding()]
param(
    [string[]] $ComputerName = @('localhost'),
    [ValidateRange(1, 3650)] [int] $Days = 365,
    [string] $Path = 'lhc-events.json'
)

$filter = @{
    LogName   = 'Application'
    Id        = 503, 504, 505, 507, 510, 517, 518, 3003, 3502, 3503, 3504, 3507, 3508, 3509, 3510
    StartTime = (Get-Date).AddDays(-$Days)
}

$events = @(foreach ($computer in $ComputerName) {
    $remote = if ($computer -in 'localhost', '.', $env:COMPUTERNAME) { @{} } else { @{ ComputerName = $computer } }
    try {
        Get-WinEvent -FilterHashtable $filter @remote -ErrorAction Stop |
            Select-Object TimeCreated, MachineName, ProviderName, Id, LevelDisplayName, Message
    }
    catch {
        # "No events were found" is an error to Get-WinEvent; a connector that cannot be read does not keep the others from it.
        Write-Warning "${computer}: $($_.Exception.Message)"
    }
})

ConvertTo-Json -InputObject $events | Set-Content -Path $Path -Encoding UTF8
Write-Output "$($events.Count) entries in $Path"
