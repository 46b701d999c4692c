<#
.SYNOPSIS
    Exports what a Provisioning farm knows of itself, as JSON for `holdover site import`.
.DESCRIPTION
    Reads and changes nothing. Works in Windows PowerShell 5.1 and in PowerShell 7, wherever the Provisioning snap-in does: on a provisioning server,
    or where its console is installed. Takes only what is needed; no passwords, no licence keys and no addresses of network cards.

    Ids and addresses are written as text and moments in UTC, so that both versions of PowerShell write the same.
.EXAMPLE
    .\export-provisioning.ps1 -Path holdover-export
    Writes a file for each cmdlet into the folder holdover-export, beside what export-broker.ps1 wrote.
#>
[CmdletBinding()]
param(
    [string] $Path = 'holdover-export'
)

$ErrorActionPreference = 'Stop'
$module = Join-Path $env:ProgramFiles 'Citrix\Provisioning Services Console\Citrix.PVS.SnapIn.dll'
if (Test-Path $module) { Import-Module $module } else { Import-Module Citrix.PVS.SnapIn }
New-Item -ItemType Directory -Path $Path -Force | Out-Null

# A property as text, a list as texts, a moment in UTC: ConvertTo-Json would write objects, and times without their zone.
function AsText([string] $Name) { @{ Name = $Name; Expression = [scriptblock]::Create("[string]`$_.$Name") } }
function AsList([string] $Name) { @{ Name = $Name; Expression = [scriptblock]::Create("@(`$_.$Name | ForEach-Object { [string]`$_ })") } }
function AsUtc([string] $Name) {
    @{ Name = $Name; Expression = [scriptblock]::Create("if (`$_.$Name) { ([datetime]`$_.$Name).ToUniversalTime().ToString('o') }") }
}

function Save([string] $Name, [object[]] $Objects) {
    $file = Join-Path $Path "$Name.json"
    ConvertTo-Json -InputObject @($Objects) -Depth 4 | Set-Content -Path $file -Encoding UTF8
    Write-Output "$($Objects.Count) objects in $file"
}

Save 'pvs-farm' @(Get-PvsFarm |
    Select-Object FarmName, OfflineDatabaseSupportEnabled, AutomaticMergeEnabled, MaxVersions, MergeMode)

Save 'pvs-sites' @(Get-PvsSite | Select-Object SiteName, (AsText SiteId), InventoryFilePollingInterval)

$servers = @(Get-PvsServer)
Save 'pvs-servers' @($servers |
    Select-Object ServerName, (AsText ServerId), (AsText SiteId), SiteName, Active, PowerRating, (AsList Ip), (AsText ManagementIp), ServerFqdn,
        FirstPort, LastPort, BootPauseSeconds, MaxBootSeconds, MaxBootDevicesAllowed)

Save 'pvs-bootstraps' @(foreach ($server in $servers) {
    Get-PvsServerBootstrapName -ServerName $server.ServerName | ForEach-Object {
        Get-PvsServerBootstrap -ServerName $server.ServerName -Name $_.Name |
            Select-Object Name, (AsText ServerId), (AsText Bootserver1_Ip), (AsText Bootserver2_Ip), (AsText Bootserver3_Ip), (AsText Bootserver4_Ip)
    }
})

Save 'pvs-stores' @(Get-PvsStore | Select-Object StoreName, (AsText StoreId), (AsText SiteId), SiteName, Path, (AsText PathType))

Save 'pvs-server-stores' @($servers | ForEach-Object { Get-PvsServerStore -ServerName $_.ServerName } |
    Select-Object (AsText ServerId), ServerName, (AsText StoreId), StoreName, Path)

$disks = @(Get-PvsDiskInfo)
Save 'pvs-disks' @($disks |
    Select-Object DiskLocatorName, (AsText DiskLocatorId), (AsText SiteId), SiteName, (AsText StoreId), StoreName, Enabled, (AsText ServerId), ServerName,
        SubnetAffinity, RebalanceEnabled, RebalanceTriggerPercent, WriteCacheType, WriteCacheSize, DiskSize)

Save 'pvs-versions' @($disks | ForEach-Object { Get-PvsDiskVersion -DiskLocatorId $_.DiskLocatorId } |
    Select-Object (AsText DiskLocatorId), DiskFileName, Version, Access, Type, IsPending, (AsUtc ScheduledDate))

Save 'pvs-inventory' @($disks | ForEach-Object { Get-PvsDiskInventory -DiskLocatorId $_.DiskLocatorId } |
    Select-Object (AsText DiskLocatorId), (AsText ServerId), ServerName, Version, State, (AsUtc FileTime), (AsUtc PropertiesTime))

Save 'pvs-collections' @(Get-PvsCollection | Select-Object CollectionName, (AsText CollectionId), (AsText SiteId), SiteName, Enabled)

Save 'pvs-devices' @(Get-PvsDeviceInfo |
    Select-Object DeviceName, (AsText DeviceId), (AsText CollectionId), CollectionName, (AsText SiteId), SiteName, (AsText DiskLocatorId), DiskLocatorName,
        Type, Enabled, BootFrom, Template)
