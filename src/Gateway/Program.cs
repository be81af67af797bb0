using PovertyPlatform.Gateway.Certificates;
using PovertyPlatform.Gateway.Guarding;
using PovertyPlatform.Gateway.Pages;
using PovertyPlatform.Gateway.Routing;
using PovertyPlatform.ServiceDefaults.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("gateway");
builder.AddGuard();
builder.AddCertificates();
builder.AddRoutes();
// A buffer for each open connection, 4 KB, instead of a look before each read (docs/performance.md, R7a).
builder.WebHost.UseSockets(sockets => sockets.WaitForDataBeforeAllocatingBuffer = false);

var app = builder.Build();
app.UseGuard();
app.UseServiceDefaults();
app.MapRoutes();
app.MapApiPages();
app.MapHomePage();
await app.RunAsync();

/// <summary>Entry point, visible to tests.</summary>
public partial class Program;
