print("Hello from the application flash")
