using Qingyang.Investment.Platform;
using Qingyang.Investment.Web;
using Wolverine;

var connection = Environment.GetEnvironmentVariable("ConnectionStrings__investment")!;
var app = Server.Build(args, connection, new Recorder(Environment.UserName), DurabilityMode.Solo);

await app.RunAsync();

public partial class Program;
