using System.Globalization;

namespace PovertyPlatform.Dev;

/// <summary>Ports of the running system; each has a variable of its own.</summary>
/// <param name="Gateway">DEV_GATEWAY_PORT.</param>
/// <param name="Postgres">DEV_POSTGRES_PORT.</param>
/// <param name="RabbitMq">DEV_RABBITMQ_PORT; the nine ports above it serve the node itself.</param>
/// <param name="Dashboard">DEV_DASHBOARD_PORT; the two ports above it take telemetry.</param>
internal sealed record DevSettings(int Gateway, int Postgres, int RabbitMq, int Dashboard)
{
    public static DevSettings Read(int? gateway = null) => new(
        gateway ?? Port("DEV_GATEWAY_PORT", 8080), Port("DEV_POSTGRES_PORT", 15432), Port("DEV_RABBITMQ_PORT", 18670), Port("DEV_DASHBOARD_PORT", 18888));

    private static int Port(string variable, int otherwise) => Environment.GetEnvironmentVariable(variable) switch
    {
        null or "" => otherwise,
        { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65527 => port,
        { } text => throw new DevException($"{variable} is '{text}', which is no port."),
    };
}
