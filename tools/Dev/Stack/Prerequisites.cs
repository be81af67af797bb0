using PovertyPlatform.NativeServers;

namespace PovertyPlatform.Dev.Stack;

/// <summary>Brings the servers that are missing, where the system's package tool can, and otherwise says what to install.</summary>
internal static class Prerequisites
{
    /// <summary>
    /// The packages start their servers by themselves and would take the well-known ports. A policy file forbids it while they are installed, no cluster is
    /// made, and where systemd runs they are kept from starting with the machine.
    /// </summary>
    private const string Install = """
        set -e
        export DEBIAN_FRONTEND=noninteractive
        if [ ! -e /usr/sbin/policy-rc.d ]; then
          printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
          chmod 755 /usr/sbin/policy-rc.d
          trap 'rm -f /usr/sbin/policy-rc.d' EXIT
        fi
        if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
          mkdir -p /etc/postgresql-common
          echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
        fi
        apt-get update
        apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confold "$@"
        if [ -d /run/systemd/system ]; then
          for package in "$@"; do
            systemctl disable --now "${package%-server}" "$package" 2>/dev/null || true
          done
        fi
        """;

    public static async Task<bool> ContainerEngineAnswers(CancellationToken ct) =>
        await Shell.Ask("docker", ["version", "--format", "{{.Server.Version}}"], ct, TimeSpan.FromSeconds(10)) is { Code: 0 };

    /// <summary>Packages that are missing.</summary>
    public static IReadOnlyList<string> Missing() =>
    [
        .. PostgresServer.FindBinaries() is null ? ["postgresql"] : Array.Empty<string>(),
        .. BrokerServer.FindBinaries() is null ? ["rabbitmq-server"] : Array.Empty<string>(),
    ];

    /// <summary>Installs what is missing.</summary>
    /// <exception cref="DevException">It cannot be installed from here; the message is the one line to do.</exception>
    public static async Task Ensure(Workplace place, Action<string> heard, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows())
            throw new DevException("Windows has no native servers of ours: use WSL with Debian or Ubuntu, or a container engine with Aspire packages.");
        if (Missing() is not { Count: > 0 } missing)
            return;
        if (!File.Exists("/usr/bin/apt-get"))
            throw new DevException($"Missing: {string.Join(" and ", missing)}. Install PostgreSQL 15 or newer and RabbitMQ 3.10 or newer with this system's package tool, then run the command again.");
        string[] command = Environment.UserName == "root" ? [] : await CanSudo(ct) ? ["sudo"]
            : throw new DevException($"Missing, and this user may not install: sudo apt-get install --no-install-recommends {string.Join(' ', missing)}");
        var log = place.LogFile("install");
        heard($"apt-get install {string.Join(' ', missing)}");
        string[] line = [.. command, "/bin/sh", "-c", Install, "install", .. missing];
        if (await Shell.RunLogged(line[0], line[1..], log, ct, heard: said => heard(said.Length > 70 ? said[..70] : said)) != 0 || Missing().Count > 0)
            throw new DevException($"apt-get could not install {string.Join(" and ", missing)}; read {place.Short(log)}");
    }

    /// <summary>sudo without a password, or with a terminal where it can ask for one.</summary>
    private static async Task<bool> CanSudo(CancellationToken ct) =>
        await Shell.Ask("sudo", ["-n", "true"], ct) is { } asked && (asked.Code == 0 || !Console.IsInputRedirected);
}
