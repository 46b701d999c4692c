<#
.SYNOPSIS
    Exports what the broker knows of a site, as JSON for `holdover site import`.
.DESCRIPTION
    Reads and changes nothing. Works in Windows PowerShell 5.1 and in PowerShell 7, wherever the Citrix cmdlets do: on a Delivery Controller, or
    with the Remote PowerShell SDK after Get-XdAuthentication. Takes only what is needed; no passwords and no hypervisor connections.

    Enumerations are written as text, since their numbers mean nothing to others, and all machines are asked for, since the cmdlets stop at 250.
.EXAMPLE
    .\export-broker.ps1 -Path holdover-export
    Writes a file for each cmdlet into the folder holdover-export.
#>
[CmdletBinding()]
param(
    [string] $Path = 'holdover-export',
    [string] $AdminAddress,
    [ValidateRange(1, 1000000)] [int] $MaxRecordCount = 100000
)

$ErrorActionPreference = 'Stop'
$from = if ($AdminAddress) { @{ AdminAddress = $AdminAddress } } else { @{} }
$all = $from + @{ MaxRecordCount = $MaxRecordCount }
New-Item -ItemType Directory -Path $Path -Force | Out-Null

# A property as text, a list of users as their names: ConvertTo-Json would write numbers, and cut users off.
function AsText([string] $Name) { @{ Name = $Name; Expression = [scriptblock]::Create("[string]`$_.$Name") } }
function AsNames([string] $Name) { @{ Name = $Name; Expression = [scriptblock]::Create("@(`$_.$Name | ForEach-Object { [string]`$_.Name })") } }
function AsList([string] $Name) { @{ Name = $Name; Expression = [scriptblock]::Create("@(`$_.$Name | ForEach-Object { [string]`$_ })") } }

function Save([string] $Name, [object[]] $Objects) {
    $file = Join-Path $Path "$Name.json"
    ConvertTo-Json -InputObject @($Objects) -Depth 4 | Set-Content -Path $file -Encoding UTF8
    Write-Output "$($Objects.Count) objects in $file"
}

Save 'broker-site' @(Get-BrokerSite @from |
    Select-Object Name, LocalHostCacheEnabled, ReuseMachinesWithoutShutdownInOutageAllowed)

Save 'config-zones' @(Get-ConfigZone @all |
    Select-Object Name, IsPrimary, (AsText Uid), (AsText ExternalUid), (AsList ControllerNames))

# Cloud Connectors. A site on premises has none; its Delivery Controllers do their work.
$connectors = @(Get-ConfigEdgeServer @all | Select-Object Name, MachineAddress, ZoneName, (AsText ZoneUid))
Save 'config-edge-servers' $connectors
if ($connectors.Count -eq 0) {
    Save 'broker-controllers' @(Get-BrokerController @all | Select-Object MachineName, DNSName, DesktopsRegistered)
}

Save 'broker-desktop-groups' @(Get-BrokerDesktopGroup @all |
    Select-Object Name, PublishedName, Uid, (AsText UUID), Enabled, InMaintenanceMode, ReuseMachinesWithoutShutdownInOutage,
        TotalDesktops, (AsText DesktopKind), (AsText DeliveryType), (AsText SessionSupport))

Save 'broker-machines' @(Get-BrokerMachine @all |
    Select-Object MachineName, DNSName, DesktopGroupName, DesktopGroupUid, ZoneName, (AsText ZoneUid), InMaintenanceMode, IsAssigned,
        (AsText AllocationType), (AsText SessionSupport), (AsText ProvisioningType), (AsList AssociatedUserNames), (AsList Tags))

$rule = 'Name', 'DesktopGroupUid', 'Enabled', 'IncludedUserFilterEnabled', (AsNames IncludedUsers), 'ExcludedUserFilterEnabled', (AsNames ExcludedUsers)
Save 'broker-entitlement-rules' @(Get-BrokerEntitlementPolicyRule @all | Select-Object ($rule + 'PublishedName', 'RestrictToTag'))
Save 'broker-assignment-rules' @(Get-BrokerAssignmentPolicyRule @all | Select-Object ($rule + 'PublishedName'))
Save 'broker-app-entitlement-rules' @(Get-BrokerAppEntitlementPolicyRule @all | Select-Object $rule)
Save 'broker-access-rules' @(Get-BrokerAccessPolicyRule @all | Select-Object ($rule + (AsText AllowedConnections) + (AsText AllowedUsers)))

Save 'broker-applications' @(Get-BrokerApplication @all |
    Select-Object ApplicationName, PublishedName, Enabled, UserFilterEnabled, (AsList AssociatedUserNames),
        (AsList AssociatedDesktopGroupUids), (AsList AllAssociatedDesktopGroupUids))
